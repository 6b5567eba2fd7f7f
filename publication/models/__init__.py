from publication.models.followers import Follower, Rhythm
from publication.models.former import FormerSlug
from publication.models.history import DoorHistory, RecordHistory
from publication.models.listing import Listing, ListingRemoval, ListingState
from publication.models.publishable import Publishable, PublishableQuerySet

__all__ = [
    "DoorHistory",
    "Follower",
    "FormerSlug",
    "Listing",
    "ListingRemoval",
    "ListingState",
    "Publishable",
    "PublishableQuerySet",
    "RecordHistory",
    "Rhythm",
]
