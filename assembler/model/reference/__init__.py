"""What reviews refer to: benchmarks, cities, charters, agendas, the glossary."""
