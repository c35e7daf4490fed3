"""Reference data: benchmarks, cities, charters, policy agendas and the glossary."""
