// Takes the code of a letter's QR code from behind the # of the address, which no server sees, and puts it into its field.
const field = document.querySelector("[data-code] input[name=code]");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Z-]{20,30}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
