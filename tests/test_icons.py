"""The icon font that is sent: every icon that is named in Streamlit or here, and nothing else."""

from fontTools.ttLib import TTFont

from lib import icons


def test_the_cut_font_draws_what_is_named_as_the_whole_one_does_and_nothing_else():
    whole, ours = icons.whole(), TTFont(icons.FILE)
    there, here = icons.drawn(whole), icons.drawn(ours)
    named = icons.named() & there.keys()
    assert {"search", "keyboard_arrow_down", "more_vert"} <= named
    assert named <= here.keys(), "run: make icons"
    assert {there[name] for name in here} == {there[name] for name in named}  # some have a second name
    assert [name for name in here if ours["glyf"][here[name]] != whole["glyf"][there[name]]] == []
