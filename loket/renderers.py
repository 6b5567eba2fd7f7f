"""How forms are drawn: every ``{{ form }}`` on a page follows the portal's own pattern."""

from django.forms.renderers import TemplatesSetting


class LoketRenderer(TemplatesSetting):
    """Label, help, error, field, in that order, with an error summary above the form.

    The admin draws its own fields and does not ask this renderer for whole forms.
    """

    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"
