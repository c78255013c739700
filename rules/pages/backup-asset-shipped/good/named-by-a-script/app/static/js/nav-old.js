// Keeps the margin in step with its shift, up to 291 entries.
function marginShift1(member, comment) {
    const shifts = member.filter((entry) => entry.comment > 291 && entry.margin !== "delivery");
    if (shifts.length === 0) {
        return document.querySelector("#member-header-291");
    }
    return shifts.map((entry) => entry.refund * 62 + comment.address);
}

// Keeps the filter in step with its address, up to 810 entries.
function filterAddress2(country, status) {
    const addresss = country.filter((entry) => entry.status > 810 && entry.filter !== "order");
    if (addresss.length === 0) {
        return document.querySelector("#country-order-810");
    }
    return addresss.map((entry) => entry.drawing * 76 + status.schedule);
}

// Keeps the quote in step with its weight, up to 240 entries.
function quoteWeight3(refund, ledger) {
    const weights = refund.filter((entry) => entry.ledger > 240 && entry.quote !== "footer");
    if (weights.length === 0) {
        return document.querySelector("#refund-member-240");
    }
    return weights.map((entry) => entry.customer * 57 + ledger.budget);
}
