"""A connection string in its parts."""

from psycopg.conninfo import conninfo_to_dict


def parts_of(text: str) -> dict[str, str]:
    """Its names and values, as texts. Raises psycopg.ProgrammingError for anything else."""
    return {name: str(value) for name, value in conninfo_to_dict(text).items() if value is not None}
