"""What this room calls out, for rooms that it cannot know. config/reactions.py connects who answers.

`source_changed` is sent inside the transaction in which something became known of a source, once for each
word about it, also when it was known before. It carries `source` (a `Source`, locked) and `word` (a
`standing.Word`): what happened, when, and who says so. An answer that fails undoes the whole.
"""

from django.dispatch import Signal

source_changed = Signal()
