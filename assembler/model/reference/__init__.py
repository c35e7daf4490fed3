"""Reference data of reviews: benchmarks, cities, charters, policy agendas, the glossary."""
