"""Who may do what: every deed, for everybody, in every way, as one table (п. 5.12.2, 5.12.7).

`rows.TABLE` is the table. The policy asks it through `rules.permissions`, the help and the routing
through `handlers.deeds`; `tests/rights` walks the whole product of it through the real handlers.
"""

from rules.rights.deeds import Deed
from rules.rights.holding import holds
from rules.rights.outcomes import Holds, Outcome
from rules.rights.parties import Way, Who
from rules.rights.rows import TABLE

__all__ = ["TABLE", "Deed", "Holds", "Outcome", "Way", "Who", "holds"]
