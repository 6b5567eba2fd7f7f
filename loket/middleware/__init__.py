"""What happens to every request, one concern a module. The order stands in loket/settings/base.py."""
