"""Reads planning/ and templates/, checks them, and makes of them what the database takes."""

from worker.planning.inspection import inspect_datasets, sound_datasets
from worker.planning.load import load_dataset
from worker.planning.seed_sql import render_seed
from worker.planning.shapes import LoadedDataset, LoadedSeed, LoadedTemplate
from worker.planning.shipment import shipment

__all__ = [
    "LoadedDataset",
    "LoadedSeed",
    "LoadedTemplate",
    "inspect_datasets",
    "load_dataset",
    "render_seed",
    "shipment",
    "sound_datasets",
]
