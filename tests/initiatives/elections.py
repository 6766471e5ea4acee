"""Small elections, written as a city would publish them."""

from consult.initiatives.rules.pabulib import parse


def election(projects, votes, *, budget=100, vote_type="approval", **limits):
    """Make an election: `election({"park": 60}, ["park,bench"], max_length=2)`; a vote with points: `park:3`."""
    return parse(text(projects, votes, budget=budget, vote_type=vote_type, **limits))


def text(projects, votes, **said):
    lines = ["META", "key;value", *(f"{name};{value}" for name, value in said.items())]
    lines += ["PROJECTS", "project_id;cost;name", *(f"{key};{cost};{key.title()}" for key, cost in projects.items())]
    lines += ["VOTES", "voter_id;vote;points"]
    for voter, vote in enumerate(votes):
        words = [word.partition(":") for word in vote.split(",")]
        points = ",".join(points for _, _, points in words if points)
        lines.append(f"{voter};{','.join(key for key, _, _ in words)};{points}")
    return "\n".join(lines)
