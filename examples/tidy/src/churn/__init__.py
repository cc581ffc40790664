"""Monthly churn scores."""
