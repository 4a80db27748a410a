"""The table of rights: who may do which deed, in which way (п. 5.12.2, 5.12.7).

`rows.TABLE` is the table. The policy reads it through `rules.permissions`, help and routing through
`handlers.conversation.deeds`; `tests/rights` walks its whole product through the real handlers.
"""

from rules.rights.holding import holds
from rules.rights.outcomes import Holds, Outcome
from rules.rights.parties import Way, Who
from rules.rights.rows import TABLE, Deed

__all__ = ["TABLE", "Deed", "Holds", "Outcome", "Way", "Who", "holds"]
