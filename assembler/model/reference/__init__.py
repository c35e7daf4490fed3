"""Reference data (benchmarks, cities, glossary) and records of charters, agendas, toolkits, publications."""
