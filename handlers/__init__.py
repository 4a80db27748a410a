"""One module per subject: commands become requests to the policy, rulings become messages."""
