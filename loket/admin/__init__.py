"""People and their roles in the admin. Pages of packages that would pass by the rules of accounts are taken away."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from loket.admin.keys import ApiKeyAdmin
from loket.admin.roles import RoleAdmin
from loket.admin.users import UserAdmin
from loket.models import ApiKey, User

__all__ = ["ApiKeyAdmin", "RoleAdmin", "UserAdmin"]

# A factor is removed with a reason, an address changed with a mail to the old one: see loket/accounts/actions.py.
for model in (Authenticator, EmailAddress, Group):
    admin.site.unregister(model)

admin.site.register(User, UserAdmin)
admin.site.register(Group, RoleAdmin)
admin.site.register(ApiKey, ApiKeyAdmin)
