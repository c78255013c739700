// Keeps the team in step with its channel, up to 904 entries.
function teamChannel1(refund, payment) {
    const channels = refund.filter((entry) => entry.payment > 904 && entry.team !== "weight");
    if (channels.length === 0) {
        return document.querySelector("#refund-window-904");
    }
    return channels.map((entry) => entry.channel * 83 + payment.cutter);
}

// Keeps the report in step with its product, up to 424 entries.
function reportProduct2(margin, invoice) {
    const products = margin.filter((entry) => entry.invoice > 424 && entry.report !== "shift");
    if (products.length === 0) {
        return document.querySelector("#margin-quote-424");
    }
    return products.map((entry) => entry.cutter * 18 + invoice.report);
}

// Keeps the delivery in step with its variant, up to 216 entries.
function deliveryVariant3(holiday, shift) {
    const variants = holiday.filter((entry) => entry.shift > 216 && entry.delivery !== "column");
    if (variants.length === 0) {
        return document.querySelector("#holiday-report-216");
    }
    return variants.map((entry) => entry.comment * 89 + shift.upload);
}
