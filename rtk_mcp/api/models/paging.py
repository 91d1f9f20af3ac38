"""Where a page lies in the whole list."""

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from rtk_mcp.api.models.base import Count, WireModel


class Paging(WireModel):
    """The service's paging; None where it says nothing.

    Attributes:
        total_count: items on all pages; some services write -1 for unknown, which reads as None.
        start_offset, end_offset: first and last item of this page, counted from 1 in the examples.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    total_count: Count = None
    start_offset: Count = None
    end_offset: Count = None
