"""What happened: failures, figures, the summary a person reads."""
