"""SurveyJS: surveys as JSON, with pages, panels and matrices."""
