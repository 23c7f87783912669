"""The catalogue of certifications: filters, status on a day, the tier map, and the paths of the article."""
