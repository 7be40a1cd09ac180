"""Pictures of models and of what they do; `style` is what all have in common."""
