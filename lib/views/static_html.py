"""Views as HTML, for readers whose browser has not started the app, or does not."""

from collections.abc import Iterable

from lib.design.render import Html
from lib.tables.store import Tables
from lib.text import escaped, sentence
from lib.views.blocks import Block, Columns, Control, Fold, Heights, Picture


def html_of(blocks: Iterable[Block], tables: Tables) -> Html:
    """Blocks as HTML. Pictures and controls, which need the app, have the room that they will take."""
    return Html("".join(f"<div>{_inside(block, tables)}</div>" for block in blocks))


def room(heights: Heights) -> Html:
    """The room of controls, empty."""
    return Html(f'<div class="cw-room" style="--wide:{heights.wide}px; --narrow:{heights.narrow}px"></div>')


def _inside(block: Block, tables: Tables) -> str:
    match block:
        case Html():
            return block
        case Picture():
            name = escaped(sentence(block.alt))
            return f'<div class="cw-box" role="img" aria-label="{name}">{room(block.heights(tables))}</div>'
        case Control():
            return room(block.heights)
        case Columns():
            shares = " ".join(f"minmax(0, {share}fr)" for share in block.shares)
            columns = "".join(f"<div class='cw-blocks'>{html_of(blocks, tables)}</div>" for blocks in block.columns)
            key = f" st-key-{block.key}" if block.key else ""
            return f"<div class='cw-columns cw-{block.gap}{key}' style='grid-template-columns:{shares}'>{columns}</div>"
        case Fold():
            return f"<details><summary>{escaped(block.label)}</summary>{html_of(block.blocks, tables)}</details>"
