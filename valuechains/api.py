"""The collections of the chain in the API."""

from publication.api import Collection
from valuechains import exports, filters, serializers

STAGES = Collection(
    filterset=filters.StageFilterSet,
    table=exports.STAGES,
    row=serializers.Stage,
    document=serializers.Stage,
    singular="Stage",
    plural="Stages",
    summary="stages of the value chain",
)
SECTORS = Collection(
    filterset=filters.SectorFilterSet,
    table=exports.SECTORS,
    row=serializers.Sector,
    document=serializers.Sector,
    singular="Sector",
    plural="Sectors",
    summary="sectors that need critical raw materials",
)
BENCHMARKS = Collection(
    filterset=filters.BenchmarkFilterSet,
    table=exports.BENCHMARKS,
    row=serializers.Benchmark,
    document=serializers.Benchmark,
    singular="Benchmark",
    plural="Benchmarks",
    summary="European benchmarks for 2030",
)
MATERIALS = Collection(
    filterset=filters.MaterialFilterSet,
    table=exports.MATERIALS,
    row=serializers.MaterialRow,
    document=serializers.Material,
    singular="Material",
    plural="Materials",
    summary="raw materials, listed as critical or relevant",
)
SUPPLY_EVENTS = Collection(
    filterset=filters.SupplyEventFilterSet,
    table=exports.SUPPLY_EVENTS,
    row=serializers.SupplyEvent,
    document=serializers.SupplyEvent,
    singular="SupplyEvent",
    plural="SupplyEvents",
    summary="events that touched the supply of materials",
)
DILEMMAS = Collection(
    filterset=filters.DilemmaFilterSet,
    table=exports.DILEMMAS,
    row=serializers.Dilemma,
    document=serializers.Dilemma,
    singular="Dilemma",
    plural="Dilemmas",
    summary="both sides of doing something here or importing it",
)
COLLECTIONS = (STAGES, SECTORS, BENCHMARKS, MATERIALS, SUPPLY_EVENTS, DILEMMAS)
