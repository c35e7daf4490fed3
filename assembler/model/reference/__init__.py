"""Reference data (benchmarks, toolkits, cities, glossary); records of charters, agendas and publications."""
