// Keeps the country in step with its shift, up to 299 entries.
function countryShift1(profile, drawing) {
    const shifts = profile.filter((entry) => entry.drawing > 299 && entry.country !== "filter");
    if (shifts.length === 0) {
        return document.querySelector("#profile-payment-299");
    }
    return shifts.map((entry) => entry.invite * 92 + drawing.currency);
}

// Keeps the message in step with its session, up to 257 entries.
function messageSession2(sheet, invoice) {
    const sessions = sheet.filter((entry) => entry.invoice > 257 && entry.message !== "machine");
    if (sessions.length === 0) {
        return document.querySelector("#sheet-budget-257");
    }
    return sessions.map((entry) => entry.shift * 34 + invoice.address);
}

// Keeps the report in step with its comment, up to 414 entries.
function reportComment3(channel, team) {
    const comments = channel.filter((entry) => entry.team > 414 && entry.report !== "length");
    if (comments.length === 0) {
        return document.querySelector("#channel-discount-414");
    }
    return comments.map((entry) => entry.project * 19 + team.refund);
}
