"""The modules ``finding`` of the apps: what can be found there, and by which words."""

from __future__ import annotations

import functools
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@functools.cache
def finding_modules() -> tuple[ModuleType, ...]:
    configs = [one for one in apps.get_app_configs() if one.module is not None]
    return tuple(import_module(f"{one.name}.finding") for one in configs if _has_own(one.name, one.module))


def _has_own(name: str, module: ModuleType | None) -> bool:
    """The package of this name in ``publication`` is the search itself."""
    return name != "publication" and module is not None and module_has_submodule(module, "finding")
