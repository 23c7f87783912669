"""The icon font that is sent: every icon in the code of Streamlit or in ours, and nothing else."""

from fontTools.ttLib import TTFont

from lib.design import icon_font


def test_the_subset_draws_the_icons_in_use_as_the_full_font_does_and_nothing_else():
    full, subset = icon_font.full_font(), TTFont(icon_font.FILE)
    full_glyphs, subset_glyphs = icon_font.glyphs(full), icon_font.glyphs(subset)
    used = icon_font.used_names() & full_glyphs.keys()
    assert {"search", "keyboard_arrow_down", "more_vert"} <= used
    assert used <= subset_glyphs.keys(), "run: make icons"
    assert {full_glyphs[name] for name in subset_glyphs} == {
        full_glyphs[name] for name in used
    }  # some have a second name
    unlike = [name for name, glyph in subset_glyphs.items() if subset["glyf"][glyph] != full["glyf"][full_glyphs[name]]]
    assert unlike == []
