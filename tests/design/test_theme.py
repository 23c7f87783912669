"""Colours: contrast on the page, told apart by every eye, and the same in Streamlit's settings."""

import re
import tomllib
from itertools import combinations, pairwise

import pytest
from colorspacious import deltaE

from lib.design import theme

THEMES = ("light", "dark")
MARKS = {**theme.TIER, **theme.STATUS, **theme.FOCUS}
TEXTS = {"ink": theme.INK, "quiet": theme.QUIET, "accent": theme.ACCENT}
EYES = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")
APART = 9.6
"""Least distance in CAM02-UCS between two colours of one scale, for an eye at full severity."""
STEP = 5.5
"""The same between two neighbours of the ramp, whose order is their lightness and whose values are printed in them."""


def rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    """Relative luminance as in WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """Contrast ratio as in WCAG 2.2."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def distance(a, b, eye):
    """Distance in CAM02-UCS as an eye sees the two colours."""
    seen = "sRGB1" if eye == "normal" else {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
    return float(deltaE(rgb(a), rgb(b), input_space=seen, uniform_space="CAM02-UCS"))


def test_contrast_is_that_of_the_standard():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
@pytest.mark.parametrize("word", MARKS)
def test_a_mark_stands_out_from_the_page(word, scheme):
    assert contrast(MARKS[word][scheme], theme.PAGE[scheme]) >= 3


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
@pytest.mark.parametrize("word", TEXTS)
def test_text_can_be_read_on_the_page_and_on_a_panel(word, scheme):
    assert contrast(TEXTS[word][scheme], theme.PAGE[scheme]) >= 4.5
    assert contrast(TEXTS[word][scheme], theme.PANEL[scheme]) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
@pytest.mark.parametrize("scale", ["TIER", "STATUS", "FOCUS"])
def test_every_eye_can_tell_the_colours_of_a_scale_apart(scale, scheme, eye):
    colours = {word: swatch[scheme] for word, swatch in getattr(theme, scale).items()}
    distances = {pair: distance(*map(colours.get, pair), eye) for pair in combinations(colours, 2)}
    assert min(distances.values()) >= APART, distances


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
def test_the_ramp_goes_from_the_page_to_ink_in_steps_that_every_eye_sees(scheme):
    ramp = [swatch[scheme] for swatch in theme.RAMP]
    from_page = [contrast(step, theme.PAGE[scheme]) for step in ramp]
    assert from_page == sorted(from_page)
    assert all(distance(*pair, eye) >= STEP for eye in EYES for pair in pairwise(ramp))
    assert all(shade >= 3 for shade in from_page[theme.RAMP_TURNS :])


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
def test_a_value_can_be_read_on_every_step_of_the_ramp(scheme):
    on = [contrast(theme.on_ramp(step)[scheme], swatch[scheme]) for step, swatch in enumerate(theme.RAMP)]
    assert len(on) == 10
    assert min(on) >= 4.5


# The same colours in Streamlit's settings ────────────────────────────────────


@pytest.fixture(scope="module")
def settings(root):
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
def test_page_panel_text_and_link_have_our_colours(settings, scheme):
    section = settings[THEMES[scheme]]
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor", "linkColor", "primaryColor")
    ours = (theme.PAGE, theme.PANEL, theme.INK, theme.ACCENT, theme.ACCENT)
    assert {name: section[name] for name in names} == {
        name: colour[scheme] for name, colour in zip(names, ours, strict=True)
    }


PALETTES = {"chartCategoricalColors": 1, "chartSequentialColors": 11, "chartDivergingColors": 21}


@pytest.mark.parametrize("scheme", range(2), ids=THEMES)
@pytest.mark.parametrize("palette", PALETTES)
def test_each_swatch_has_its_number_in_the_palettes_and_the_rest_is_quiet(settings, palette, scheme):
    first, swatches = PALETTES[palette], theme.swatches()
    own = {number: swatches[number][scheme] for number in range(first, first + 10) if number in swatches}
    listed = settings[THEMES[scheme]].get(palette)
    if not own:
        assert listed is None or set(listed) <= {swatch[scheme] for swatch in swatches.values()}
        return
    assert listed == [own.get(number, theme.QUIET[scheme]) for number in range(first, first + 10)]


def test_each_swatch_has_a_number_of_its_own():
    scales = [*theme.TIER.values(), *theme.STATUS.values(), *theme.FOCUS.values(), *theme.RAMP]
    swatches = [*scales, theme.INK, theme.QUIET, theme.ACCENT, theme.GRID, theme.GROUND]
    assert sorted(theme.swatches()) == sorted(swatch.number for swatch in swatches)
    assert all(1 <= number <= 30 for number in theme.swatches())


def test_a_slot_is_the_placeholder_that_streamlit_replaces():
    assert theme.Swatch("#FFFFFF", "#000000", 7).slot == "#000007"
    assert theme.Swatch("#FFFFFF", "#000000", 24).slot == "#000024"


@pytest.mark.parametrize(
    ("meaning", "word", "name"),
    [("tier", "Entry / Literacy", "--tier-entry-literacy"), ("status", "not yet", "--status-not-yet")],
)
def test_a_colour_of_our_html_is_named_by_its_meaning(meaning, word, name):
    assert theme.css_name(meaning, word) == name


def test_our_html_has_every_colour_in_both_themes():
    properties = dict(re.findall(r"(--[\w-]+):light-dark\(([^)]*)\);", theme.custom_properties()))
    scales = {"tier": theme.TIER, "status": theme.STATUS, "focus": theme.FOCUS}
    named = {theme.css_name(scale, word): swatch for scale, words in scales.items() for word, swatch in words.items()}
    named |= {f"--{word}": swatch for word, swatch in TEXTS.items()}
    named |= {"--grid": theme.GRID, "--page": theme.PAGE, "--panel": theme.PANEL}
    assert properties == {name: f"{colour[0]},{colour[1]}" for name, colour in named.items()}


def test_every_tier_of_the_catalogue_has_its_colour(tables):
    assert list(theme.TIER) == tables["tiers"]["tier"].tolist()


def test_every_focus_of_the_catalogue_has_its_colour(tables):
    assert list(theme.FOCUS) == tables["focuses"]["focus"].tolist()
