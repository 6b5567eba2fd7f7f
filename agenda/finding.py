"""What the search finds of the agenda and the white spots."""

from django.utils.translation import gettext_lazy as _

from publication.finding import Findable, OwnPage

FINDABLE = (
    Findable("recommendations", _("Recommendations"), "agenda:recommendation"),
    Findable("opportunities", _("Opportunities"), "agenda:opportunity"),
    Findable("bottlenecks", _("Bottlenecks"), "agenda:bottlenecks", how="anchor"),
    Findable("actions", _("Actions"), "agenda:actions", how="anchor"),
    Findable("challenges", _("Challenges"), "agenda:challenges", how="anchor"),
    Findable("instruments", _("Programmes and instruments"), "agenda:instrument", has_api=False),
    Findable("partners", _("Partners"), "agenda:partners", how="anchor"),
    Findable("locations", _("Locations"), "agenda:location"),
    Findable("meetings", _("Regional consultation"), "agenda:meeting"),
    Findable("knowledge-offers", _("Courses and research"), "agenda:knowledge", how="anchor", has_api=False),
)
PAGES = (
    OwnPage("agenda:white-spots", _("White spots"), _("Where in the chain nobody works yet, material by material."),
            "witte vlekken kansen gap matrix dekking coverage ontbreekt missing"),
    OwnPage("agenda:overview", _("Agenda"), _("The nine recommendations, and how far they are."),
            "aanbevelingen recommendations uitvoeringsagenda"),
    OwnPage("agenda:progress", _("Progress report"), _("How far the agenda was on any day, to print."),
            "voortgang voortgangsrapportage progress gedeputeerde staten stand per"),
    OwnPage("agenda:actions", _("Actions"), _("Who does what for the agenda, and by when."), "acties planning"),
    OwnPage("agenda:bottlenecks", _("Bottlenecks"), _("What companies run into, and who can solve it."),
            "knelpunten obstakels stikstof netcongestie nitrogen grid"),
    OwnPage("agenda:challenges", _("Challenges"), _("The twelve challenges of the study."), "uitdagingen"),
    OwnPage("agenda:opportunities", _("Opportunities"), _("The four opportunities of the study."), "kansen"),
    OwnPage("agenda:partners", _("Partners"), _("Who works on the agenda."), "partners samenwerking"),
    OwnPage("agenda:instruments", _("Programmes and instruments"), _("Laws, funds and programmes for companies."),
            "regelingen wetten programmas instrumenten cbam csddd paspoort"),
    OwnPage("agenda:meetings", _("Regional consultation"), _("Meetings, agendas and decisions."), "overleg besluiten"),
    OwnPage("agenda:knowledge", _("Courses and research"), _("Who teaches and finds out what."),
            "opleidingen onderzoek kennis cursus training education"),
    OwnPage("agenda:locations", _("Locations"), _("Business parks and plots, with what is known of each."),
            "locaties bedrijventerreinen kavels ruimte vestigen business parks plots sites grond kade"),
    OwnPage("agenda:funding", _("Funding"), _("Schemes that can be applied for now or soon."),
            "subsidie financiering subsidies grants lening regeling geld money"),
)  # fmt: skip
