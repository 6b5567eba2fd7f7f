"""The look and the menu of the admin (django-unfold)."""

from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

# The province's blue (static/css/tokens.css) in the steps that the admin's style sheet asks for.
PRIMARY = {
    "50": "#f2f7fc",
    "100": "#e5eff8",
    "200": "#c9d9ec",
    "300": "#a9c3e2",
    "400": "#7badde",
    "500": "#3a4fa3",
    "600": "#281f6b",
    "700": "#221a5c",
    "800": "#1b144b",
    "900": "#16113b",
    "950": "#0d0a24",
}
# Text is darker than the skin's own greys, which are too faint on its tinted grounds.
FONT = {
    "subtle-light": "#5c5c5c",
    "subtle-dark": "#b4bdcb",
    "default-light": "#3a3a3a",
    "default-dark": "#d5d9e0",
    "important-light": "#16113b",
    "important-dark": "#f8f8f8",
}


_found: dict[tuple[str, str], str] = {}


def address(name: str) -> str:
    """The address of an admin page; empty when there is none. The menu of one page asks more than a hundred times."""
    key = get_script_prefix(), name
    if key not in _found:
        try:
            _found[key] = reverse(name)
        except NoReverseMatch:
            return ""
    return _found[key]


lazy_address = lazy(address, str)
lazy_static = lazy(static, str)


PAGES_WITH_A_LINE = (
    "admin:companies_case_todecide",
    "admin:agenda_action_board",
    "admin:permits_trajectory_work",
    "admin:permits_trajectory_report",
    "admin:permits_trajectory_figures",
    "admin:desk_inquiry_figures",
)
"""Pages below the list of a model that stand in the menu themselves."""


def entry(title: Any, icon: str, model: str) -> dict[str, Any]:
    """A line of the menu for a model such as ``companies.site``, shown to who may see it where its pages exist."""
    app, name = model.split(".")
    page = f"admin:{app}_{name}_changelist"

    def is_shown(request: Any) -> bool:
        return request.user.has_perm(f"{app}.view_{name}") and bool(address(page))

    def is_active(request: Any) -> bool:
        """On its list and records, but not on a page that has a line of its own further on."""
        here = address(page)
        apart = (address(other) for other in PAGES_WITH_A_LINE)
        return bool(here) and request.path.startswith(here) and request.path not in apart

    return {
        "title": title,
        "icon": icon,
        "link": lazy_address(page),
        "permission": is_shown,
        "active": is_active,
    }


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "CRM-loket Zuid-Holland",
    "SITE_HEADER": "CRM-loket",
    "SITE_SUBHEADER": _("Register of the province"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "diamond",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lazy_static("img/favicon.svg")},
    ],
    "THEME": "light",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": reverse_lazy("admin:language")},
    "SHOW_BACK_BUTTON": False,
    "ACCOUNT": {
        "navigation": [
            {"title": _("Change your password"), "link": reverse_lazy("account_change_password")},
            {"title": _("Your second factor"), "link": reverse_lazy("mfa_index")},
            {"title": _("Where you are signed in"), "link": reverse_lazy("account_sessions")},
        ],
    },
    "BORDER_RADIUS": "4px",
    "COLORS": {"primary": PRIMARY, "font": FONT},
    "STYLES": [lazy_static("admin-loket/admin.css")],
    "SCRIPTS": [lazy_static("admin-loket/admin.js"), lazy_static("admin-loket/slugs.js")],
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "items": [{"title": _("Start"), "icon": "home", "link": reverse_lazy("admin:index")}],
            },
            {
                "title": _("Register"),
                "items": [
                    entry(_("Organisations"), "domain", "companies.organisation"),
                    entry(_("Sites"), "location_on", "companies.site"),
                    entry(_("Activities"), "conversion_path", "companies.activity"),
                    {
                        "title": _("To decide"),
                        "icon": "rule",
                        "link": lazy_address("admin:companies_case_todecide"),
                        "permission": lambda request: (
                            request.user.has_perm("companies.view_case")
                            or request.user.has_perm("companies.view_rowmatch")
                        ),
                    },
                    entry(_("Reports"), "rate_review", "companies.case"),
                    entry(_("Contact persons"), "contact_mail", "companies.contact"),
                    entry(_("Matches of lists"), "join_inner", "companies.rowmatch"),
                    entry(_("Imports"), "upload_file", "imports.import"),
                    entry(_("Sources of lists"), "inventory_2", "companies.listsource"),
                ],
            },
            {
                "title": _("Value chains"),
                "items": [
                    entry(_("Materials"), "category", "valuechains.material"),
                    entry(_("Stages"), "linked_services", "valuechains.stage"),
                    entry(_("Sectors"), "factory", "valuechains.sector"),
                    entry(_("Supply events"), "event", "valuechains.supplyevent"),
                    entry(_("Dilemmas"), "balance", "valuechains.dilemma"),
                    entry(_("2030 benchmarks"), "flag", "valuechains.benchmark"),
                    entry(_("List versions"), "list_alt", "valuechains.listversion"),
                ],
            },
            {
                "title": _("Agenda"),
                "items": [
                    {
                        "title": _("Board of actions"),
                        "icon": "view_kanban",
                        "link": lazy_address("admin:agenda_action_board"),
                        "permission": lambda request: request.user.has_perm("agenda.view_action"),
                    },
                    entry(_("Recommendations"), "assignment", "agenda.recommendation"),
                    entry(_("Actions"), "task_alt", "agenda.action"),
                    entry(_("Bottlenecks"), "block", "agenda.bottleneck"),
                    entry(_("Meetings"), "groups", "agenda.meeting"),
                    entry(_("Challenges"), "warning", "agenda.challenge"),
                    entry(_("Opportunities"), "lightbulb", "agenda.opportunity"),
                    entry(_("Partners"), "handshake", "agenda.partner"),
                    entry(_("Programmes and instruments"), "gavel", "agenda.instrument"),
                    entry(_("Courses and research"), "school", "agenda.knowledgeoffer"),
                    entry(_("Funding schemes"), "payments", "agenda.fundingscheme"),
                    entry(_("Milestones"), "flag", "agenda.milestone"),
                    entry(_("Locations"), "warehouse", "agenda.location"),
                ],
            },
            {
                "title": _("Trajectories"),
                "items": [
                    {
                        "title": _("What waits"),
                        "icon": "work",
                        "link": lazy_address("admin:permits_trajectory_work"),
                        "permission": lambda request: request.user.has_perm("permits.view_trajectory"),
                    },
                    entry(_("All trajectories"), "timeline", "permits.trajectory"),
                    {
                        "title": _("30-60-90 days"),
                        "icon": "date_range",
                        "link": lazy_address("admin:permits_trajectory_report"),
                        "permission": lambda request: request.user.has_perm("permits.view_trajectory"),
                    },
                    {
                        "title": _("Figures"),
                        "icon": "bar_chart",
                        "link": lazy_address("admin:permits_trajectory_figures"),
                        "permission": lambda request: request.user.has_perm("permits.view_trajectory"),
                    },
                ],
            },
            {
                "title": _("Permits"),
                "items": [
                    entry(_("Law versions"), "gavel", "permits.lawversion"),
                    entry(_("Permit types"), "description", "permits.permittype"),
                    entry(_("Authorities"), "account_balance", "permits.authority"),
                    entry(_("Who is competent where"), "location_city", "permits.municipalauthorities"),
                    entry(_("Competence rules"), "rule", "permits.competencerule"),
                    entry(_("Questions"), "quiz", "permits.question"),
                    entry(_("Route rules"), "alt_route", "permits.routerule"),
                    entry(_("Dependencies"), "account_tree", "permits.dependency"),
                    entry(_("Worked cases"), "science", "permits.workedcase"),
                ],
            },
            {
                "title": _("Desk"),
                "items": [
                    entry(_("Inquiries"), "forum", "desk.inquiry"),
                    {
                        "title": _("Figures of the desk"),
                        "icon": "monitoring",
                        "link": lazy_address("admin:desk_inquiry_figures"),
                        "permission": lambda request: request.user.has_perm("desk.view_inquiry"),
                    },
                    entry(_("Answer templates"), "quickreply", "desk.answertemplate"),
                ],
            },
            {
                "title": _("Reference"),
                "items": [
                    entry(_("Sources"), "menu_book", "valuechains.source"),
                    entry(_("Municipalities"), "map", "companies.municipality"),
                ],
            },
            {
                "title": _("People"),
                "items": [
                    entry(_("Users"), "person", "loket.user"),
                    entry(_("Roles"), "groups", "auth.group"),
                    entry(_("Keys for the API"), "key", "loket.apikey"),
                ],
            },
        ],
    },
}
