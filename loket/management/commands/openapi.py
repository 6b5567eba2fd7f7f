"""Write the OpenAPI document that is kept with the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from loket.api.schema import committed_document


class Command(BaseCommand):
    help = "Write docs/api/openapi.json."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(committed_document(), encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written")
