"""Pay of roles, beside the cost of their paths. Pay belongs to roles, never to certifications."""
