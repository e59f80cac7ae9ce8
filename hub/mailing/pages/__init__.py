"""Public pages of subscriptions, under `/abonnement/`."""
