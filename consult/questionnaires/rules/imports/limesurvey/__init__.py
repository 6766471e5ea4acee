"""LimeSurvey: surveys, groups and questions as XML, a whole archive, and the tab-separated text."""
