"""Charts that fit their page: parts of what is too tall, none with nothing to compare, scales and labels that read.

DOC-94: crisp in DOCX and PDF.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.charts.model import Chart, ChartType, Series, Task
from generator.charts.parts import MOST_POINTS, parts
from generator.charts.picture import to_scene
from generator.charts.scene import SOFT, SceneText
from generator.charts.typeface import Fonts

ROOT = Path(__file__).resolve().parents[2]
FONTS = Fonts.within(ROOT / "templates" / "_shared" / "fonts" / "liberation-sans")


def many(kind: ChartType, number: int, columns: int = 2) -> Chart:
    names = tuple(f"Kabupaten Contoh Nomor {at}" for at in range(1, number + 1))
    series = tuple(Series(f"Deret {at}", tuple(range(at, number + at))) for at in range(columns))
    return Chart(kind, "Banyak", "Banyak kabupaten", names, series)


@pytest.mark.parametrize("kind", ["bar", "stacked", "heatmap"])
@pytest.mark.parametrize("number", [1, 2, 9, 35, 38, 120])
def test_parts__none_is_taller_than_allowed_and_no_category_is_lost(kind: ChartType, number: int) -> None:
    chart = many(kind, number)
    cut = parts(chart, FONTS)
    assert max(to_scene(part, FONTS).height for part in cut) <= MOST_POINTS
    assert tuple(name for part in cut for name in part.categories) == chart.categories
    assert [part.title for part in cut] == (["Banyak"] if len(cut) == 1 else [f"Banyak ({at}/{len(cut)})" for at in range(1, len(cut) + 1)])


def test_parts__share_one_scale() -> None:
    first, second = parts(many("bar", 38), FONTS)
    marks = [
        {shape.text for shape in to_scene(part, FONTS).shapes if isinstance(shape, SceneText) and shape.colour == SOFT}
        for part in (first, second)
    ]
    assert marks[0] == marks[1]


def test_parts__tasks_are_parted_on_one_calendar() -> None:
    tasks = tuple(Task(f"Kegiatan {at}", date(2024, 1, 1), date(2024, 1 + at % 12, 28)) for at in range(40))
    cut = parts(Chart("gantt", "Jadwal", "Jadwal", tasks=tasks), FONTS)
    assert len(cut) > 1
    assert tuple(task for part in cut for task in part.tasks) == tasks
    assert {part.days for part in cut} == {(date(2024, 1, 1), date(2024, 12, 28))}


@pytest.mark.parametrize(("values", "is_telling"), [((1, 2), True), ((1, 0), True), ((1, None), False), ((1,), False), ((), False)])
def test_chart__needs_two_categories_with_a_value(values: tuple[int | None, ...], is_telling: bool) -> None:
    names = tuple(map(str, range(len(values))))
    assert Chart("bar", "", "", names, (Series("n", values),)).is_telling is is_telling


def test_gantt__the_first_month_is_labelled_and_dates_stand_in_one_column() -> None:
    tasks = (Task("Awal", date(2024, 1, 8), date(2024, 1, 26)), Task("Akhir", date(2024, 5, 1), date(2024, 6, 28)))
    texts = [shape for shape in to_scene(Chart("gantt", "", "", tasks=tasks), FONTS).shapes if isinstance(shape, SceneText)]
    assert "Jan 2024" in {text.text for text in texts}
    dates = [text for text in texts if "2024" in text.text and "–" in text.text]
    assert len(dates) == 2
    assert len({text.x for text in dates}) == 1


def test_pie__the_legend_keeps_its_order_and_its_zeros() -> None:
    chart = Chart("pie", "", "", ("Kurang", "Cukup", "Baik"), (Series("n", (2, 0, 3)),))
    legend = [shape.text.split(":")[0] for shape in to_scene(chart, FONTS).shapes if isinstance(shape, SceneText) and ":" in shape.text]
    assert legend == ["Kurang", "Cukup", "Baik"]
