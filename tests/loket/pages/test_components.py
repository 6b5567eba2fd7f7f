"""The components: every one drawn, and the arithmetic behind those that have any."""

import re

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings

from loket.templatetags.loket_ui import page_numbers

gallery_site = override_settings(ROOT_URLCONF="tests.loket.pages.gallery")


def draw(source: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/nl/list/?{query}")
    return Template("{% load loket_ui %}" + source).render(Context({"request": request, **context}))


def links(html: str) -> list[dict[str, str]]:
    return [QueryDict(query.replace("&amp;", "&")).dict() for query in re.findall(r'href="\?([^"]*)"', html)]


@gallery_site
@pytest.mark.parametrize("path", ["/nl/gallery/", "/en/gallery/", "/nl/gallery/?errors=1"])
def test_every_component_draws(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style", html)
    assert "{{" not in html
    assert "{%" not in html


@pytest.mark.parametrize(
    ("number", "pages", "expected"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 12, [1, 2, 0, 12]),
        (3, 12, [1, 2, 3, 4, 0, 12]),
        (4, 12, [1, 2, 3, 4, 5, 0, 12]),
        (6, 12, [1, 0, 5, 6, 7, 0, 12]),
        (12, 12, [1, 0, 11, 12]),
        (500_000, 1_000_000, [1, 0, 499_999, 500_000, 500_001, 0, 1_000_000]),
    ],
)
def test_page_numbers_show_the_ends_and_the_neighbours(number: int, pages: int, expected: list[int]) -> None:
    assert page_numbers(number, pages) == expected


def test_pagination_keeps_the_filters_and_page_one_has_no_number() -> None:
    html = draw("{% pagination 2 3 %}", "stage=refining&stage=production&q=a%26b&page=2")
    assert '<a href="?stage=refining&amp;stage=production&amp;q=a%26b" rel="prev">' in html
    assert '<a href="?stage=refining&amp;stage=production&amp;q=a%26b&amp;page=3" rel="next">' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination() -> None:
    assert draw("{% pagination 1 1 %}").strip() == ""


@pytest.mark.parametrize(
    ("current", "sorted_as", "next_sort"),
    [("name", "ascending", "-name"), ("-name", "descending", "name"), ("count", "", "name")],
)
def test_a_sort_header_says_how_it_sorts_and_leads_to_the_other_way(
    current: str, sorted_as: str, next_sort: str
) -> None:
    html = draw('{% sort_header "name" "Naam" current %}', "q=x&page=4", current=current)
    assert ("aria-sort" in html) == bool(sorted_as)
    assert sorted_as in html
    assert links(html) == [{"q": "x", "sort": next_sort}]


def facet(selected: int | None = None, count: int = 9, visible: int = 4) -> str:
    options = [{"value": f"v{n}", "label": f"L{n}", "count": n, "selected": n == selected} for n in range(count)]
    return draw('{% facet_group "stage" "Schakel" options visible %}', options=options, visible=visible)


def test_a_facet_folds_its_tail_unless_something_in_it_is_chosen() -> None:
    assert '<details class="facet__more">' in facet()
    assert '<details class="facet__more">' in facet(selected=2)
    assert '<details class="facet__more" open>' in facet(selected=8)
    assert facet(selected=8).count(" checked") == 1


def test_a_facet_does_not_fold_away_a_single_option() -> None:
    assert "<details" not in facet(count=5, visible=4)


def test_values_are_text_wherever_they_stand() -> None:
    evil = '"><svg onload=alert(1)>'
    options = [{"value": evil, "label": evil, "count": 1, "selected": False}]
    pages = [
        draw("{% facet_group evil evil options %}", evil=evil, options=options),
        draw("{% hidden_query %}", "q=%22%3E%3Csvg%20onload%3Dalert(1)%3E"),
        draw("{% pagination 1 2 %}", "q=%22%3E%3Csvg%20onload%3Dalert(1)%3E"),
        draw('{% include "components/search_form.html" with id="a" action="/" value=evil only %}', evil=evil),
        draw('{% include "components/alert.html" with text=evil title=evil url=evil link_text=evil only %}', evil=evil),
    ]
    assert all("<svg" not in html for html in pages)


def test_hidden_fields_carry_the_query_but_not_the_page_or_what_is_left_out() -> None:
    html = draw('{% hidden_query "sort" %}', "q=x&stage=a&stage=b&sort=name&page=3")
    assert re.findall(r'name="(\w+)" value="(\w+)"', html) == [("q", "x"), ("stage", "a"), ("stage", "b")]


def test_a_table_names_the_column_of_each_cell_for_small_screens() -> None:
    columns = [{"label": "Grondstof"}, {"label": "Aantal", "numeric": True}]
    html = draw(
        '{% include "components/table.html" with caption="x" columns=columns rows=rows only %}',
        columns=columns,
        rows=[["Kobalt", 3], ["Lithium"]],
    )
    assert '<th scope="row">Kobalt' in html
    assert '<td data-label="Aantal" class="numeric">3' in html
    assert '<td data-label="Aantal" class="numeric">–' in html


def test_provenance_says_when_a_value_is_not_confirmed() -> None:
    source = '{% include "components/provenance.html" with source="HCSS" verified=verified only %}'
    assert "provenance__state" in draw(source, verified=False)
    assert "provenance__state" not in draw(source, verified=True)
    assert "provenance__state" not in draw(source, verified=None)


@gallery_site
def test_a_form_with_errors_ties_each_error_to_its_field(client: Client) -> None:
    html = client.get("/en/gallery/?errors=1").content.decode()
    assert 'class="error-summary" tabindex="-1" autofocus' in html
    assert 'href="#id_broken-email"' in html
    assert 'id="id_broken-email_error"' in html
    described = re.search(r'<input type="email"[^>]*name="broken-email"[^>]*>', html)
    assert described is not None
    assert 'aria-describedby="id_broken-email_helptext id_broken-email_error"' in described[0]
    assert 'aria-invalid="true"' in described[0]
    assert html.index('id="id_broken-email_error"') < html.index('name="broken-email"')
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))
    targets = re.findall(r'href="#(id_[^"]+)"', html)
    assert set(targets) <= set(identifiers)
