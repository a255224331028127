"""Made-up shoppers, real flights, and faults by the dozen, with the exact truth of what was sent."""
