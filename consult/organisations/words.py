"""What the keys of organisations are called, in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

KINDS: Mapping[str, str] = {
    "ngo": _("Non-governmental organisation"),
    "firm": _("Firm"),
    "public_body": _("Public body"),
    "other": _("Other organisation"),
}
REGISTERS: Mapping[str, str] = {
    "krs": _("National Court Register (KRS)"),
    "starosta": _("Starosta's register of plain associations"),
    "sport": _("Starosta's register of sports clubs"),
    "kgw": _("Register of rural housewives' circles (ARiMR)"),
    "church": _("Register of churches and their bodies (MSWiA)"),
    "ceidg": _("Register of sole traders (CEIDG)"),
    "other": _("Another register, or none"),
}
ROLES: Mapping[str, str] = {
    "representative": _("Representative"),
    "member": _("Member"),
}
ROLE_WORK: Mapping[str, str] = {
    "representative": _("speaks in the organisation's name, lets others in, corrects what is said of it"),
    "member": _("sees what the organisation does here"),
}
SPHERES: Mapping[str, str] = {
    "1": _("Social assistance, help for families and people in hardship"),
    "1a": _("Support of families and foster care"),
    "1aa": _("Housing needs of the local community"),
    "1b": _("Free legal aid and legal awareness"),
    "2": _("Integration of people threatened by exclusion"),
    "3": _("Charity"),
    "4": _("National tradition and civic and cultural awareness"),
    "5": _("National and ethnic minorities and the regional language"),
    "5a": _("Integration of foreigners"),
    "6": _("Protection and promotion of health"),
    "7": _("People with disabilities"),
    "8": _("Employment and people out of work"),
    "9": _("Equal rights of women and men"),
    "10": _("People of retirement age"),
    "11": _("Economic development and entrepreneurship"),
    "12": _("Technology, inventions and innovation"),
    "13": _("Development of local communities"),
    "14": _("Science, higher education, education and upbringing"),
    "15": _("Children and young people and their recreation"),
    "16": _("Culture, art, cultural goods and national heritage"),
    "17": _("Sport and physical culture"),
    "18": _("Ecology, animals and natural heritage"),
    "19": _("Tourism and sightseeing"),
    "20": _("Public order and safety"),
    "21": _("Defence of the state and the armed forces"),
    "22": _("Human rights, civil liberties and democracy"),
    "22a": _("Free civic advice"),
    "23": _("Rescue and protection of the population"),
    "24": _("Victims of disasters, conflicts and wars"),
    "25": _("Rights of consumers"),
    "26": _("European integration and contacts between societies"),
    "27": _("Volunteering"),
    "28": _("Poles abroad"),
    "29": _("War veterans and victims of repression"),
    "29a": _("Veterans of missions abroad"),
    "30": _("Promotion of Poland abroad"),
    "31": _("Family, parenthood and the rights of the child"),
    "32": _("Addictions and social pathologies"),
    "32a": _("Revitalisation"),
    "33": _("Support of non-governmental organisations"),
    "34": _("Social economy and social enterprises"),
}
