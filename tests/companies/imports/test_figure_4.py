"""The list that every portal begins with, in an otherwise empty portal."""

from pathlib import Path

from django.core.management import call_command

from companies.models import Organisation
from imports.models import Import
from publication.enums import Visibility
from tests.companies.imports.lists import no_listing_differs
from tests.companies.vouchers import vouchers


def test_all_of_figure_4_comes_in_and_comes_in_once(db: None, settings, tmp_path: Path, capsys) -> None:
    settings.MEDIA_ROOT = tmp_path
    call_command("load_reference")
    path = settings.BASE_DIR / "fixtures" / "companies-figure-4.csv"
    report = tmp_path / "report.csv"
    for expected in ("created: 86\n", "unchanged: 86\n"):
        capsys.readouterr()
        call_command("import_list", "companies", str(path), "--apply", "--report", str(report))
        assert expected in capsys.readouterr().out
    assert Import.objects.count() == 1, "a list that changes nothing leaves no trace"
    assert Organisation.objects.filter(visibility=Visibility.PUBLIC, verified_at=None).count() == 86
    assert not any(one.verified_at for one in vouchers())
    assert no_listing_differs()
