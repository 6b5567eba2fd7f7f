"""After a change of key: write the secrets of all second factors anew under the first key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from loket.accounts.secrets import reencrypt

SECRET_NAMES = ("secret", "seed")


class Command(BaseCommand):
    help = "Encrypt the secrets of all second factors under the newest key."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for authenticator in Authenticator.objects.select_for_update().order_by("pk"):
            for name in SECRET_NAMES:
                if name in authenticator.data:
                    authenticator.data[name] = reencrypt(authenticator.data[name])
                    count += 1
            authenticator.save(update_fields=["data"])
        self.stdout.write(f"Encrypted {count} secrets anew.")
