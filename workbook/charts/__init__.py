"""Pictures: functions from a DataFrame to a plotly figure with its caption and table."""
