"""Stages, materials and list versions, sectors, benchmarks and supply events."""
