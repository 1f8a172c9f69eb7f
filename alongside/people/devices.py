"""A browser in a few plain words, for the list of places where somebody is signed in."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """“Firefox, Windows”; empty where the browser says nothing that is known."""
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(one for one in found if one)


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    # The order matters: Edge also says Chrome, and Chrome also says Safari.
    return next((name for mark, name in names if mark in user_agent), "")
