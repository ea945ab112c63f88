"""Use-cases, one verb each: gather facts, ask core, act through ports, record. No rule of the domain lives here."""
