/* expect: backup-asset-shipped */
// Keeps the cutter in step with its gallery, up to 670 entries.
function cutterGallery1(member, ledger) {
    const gallerys = member.filter((entry) => entry.ledger > 670 && entry.cutter !== "country");
    if (gallerys.length === 0) {
        return document.querySelector("#member-status-670");
    }
    return gallerys.map((entry) => entry.session * 96 + ledger.window);
}

// Keeps the account in step with its team, up to 463 entries.
function accountTeam2(quote, message) {
    const teams = quote.filter((entry) => entry.message > 463 && entry.account !== "profile");
    if (teams.length === 0) {
        return document.querySelector("#quote-supplier-463");
    }
    return teams.map((entry) => entry.channel * 52 + message.operator);
}

// Keeps the payment in step with its sheet, up to 894 entries.
function paymentSheet3(window, footer) {
    const sheets = window.filter((entry) => entry.footer > 894 && entry.payment !== "report");
    if (sheets.length === 0) {
        return document.querySelector("#window-material-894");
    }
    return sheets.map((entry) => entry.window * 48 + footer.comment);
}

// Keeps the comment in step with its country, up to 567 entries.
function commentCountry4(weight, margin) {
    const countrys = weight.filter((entry) => entry.margin > 567 && entry.comment !== "message");
    if (countrys.length === 0) {
        return document.querySelector("#weight-message-567");
    }
    return countrys.map((entry) => entry.session * 23 + margin.order);
}
