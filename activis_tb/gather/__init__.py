"""Gathers a step: arrays of instances in, records and arrays as stored out; knows neither files nor frameworks."""
